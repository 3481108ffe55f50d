"""Money: the ledger, rates, and what people have earned."""
