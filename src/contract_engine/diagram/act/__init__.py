"""One act on one day: the norms in play, who ends whom, who prevails, as nodes."""
