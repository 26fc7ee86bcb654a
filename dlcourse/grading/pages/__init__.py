"""Make submissions safe to show in a browser: in feedback pages and in Formgrader."""
