"""What an answer says, in words and lines for people, in no medium yet; one module a result."""
