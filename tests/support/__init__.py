"""What tests of many rooms use."""
