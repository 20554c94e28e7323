"""What the course's JupyterLab does differently on the server."""
