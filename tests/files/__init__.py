"""What the files say: their shapes and the JSON Schemas made of them."""
