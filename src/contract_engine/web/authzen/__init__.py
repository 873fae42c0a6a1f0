"""OpenID AuthZEN Authorization API 1.0: gateways ask what an agreement allows.

https://openid.net/specs/authorization-api-1_0.html, final in January 2026. A decision is true for
permitted and required alone: silence, an open question and a dispute are no permission.
"""
