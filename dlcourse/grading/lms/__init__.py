"""Exchange work and grades with other systems: nbgrader's exchange, and exports for a learning platform."""
