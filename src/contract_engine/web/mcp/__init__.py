"""Agreements as tools for assistants, over the Model Context Protocol (MCP).

The tools are the calls of `web/http/calls.py` by the names that an assistant looks for, with the
words of `render` beside their JSON. Only this room imports the SDK, `mcp`.
"""
