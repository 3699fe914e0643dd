"""Every change of publications, comments and the marks people leave."""
