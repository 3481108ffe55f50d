"""Assay's statistical engine: arrays in, frozen results out; useful without the platform around it."""
