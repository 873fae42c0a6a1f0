"""Text -> days, amounts and other values, typed by the vocabulary."""
