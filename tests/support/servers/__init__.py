"""Real servers, each started by a test and ended with it."""
