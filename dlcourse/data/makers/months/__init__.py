"""Monthly series of seas and of air that do not exist, made anew for those who forecast them."""
