"""What tests of more than one folder use. What one folder alone uses stays there, in a module of its own."""
