"""`assay stats`: the statistical engine on plain files, without a server."""
