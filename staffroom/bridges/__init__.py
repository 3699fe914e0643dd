"""One file per sentence that joins two features; delete the file and the link is gone."""
