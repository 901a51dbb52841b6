"""The nouns of the product, frozen and validated; no file, clock or format is known here."""
