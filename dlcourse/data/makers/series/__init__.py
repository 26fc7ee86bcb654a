"""Series that do not exist, made anew for those who look for what is wrong in them."""
