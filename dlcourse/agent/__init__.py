"""What runs beside a student's code: the whole of what a jail is given of the examiner."""
