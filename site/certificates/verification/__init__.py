"""Whether a certificate is valid: for anybody, for ever, without being a search for people."""
