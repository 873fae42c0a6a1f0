"""Two worlds -> what they answer differently."""
