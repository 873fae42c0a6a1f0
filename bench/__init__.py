"""How long answers take, as ratios side by side in one run: `python -m bench`."""
