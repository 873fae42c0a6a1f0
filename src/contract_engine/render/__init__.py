"""Results to words, and words to text, Markdown and HTML; pictures and reports. No I/O."""
