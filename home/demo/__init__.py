"""The demo: a sample edition on sale, last year's finished one, people, orders in every state, pages."""
