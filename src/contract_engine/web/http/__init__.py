"""The HTTP API: requests to questions, results to JSON, problems to `application/problem+json`."""
