"""The examiner: checks run here, answers run in the student's kernel, and only plain data goes between them."""
