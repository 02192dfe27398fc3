"""The words of the product: messages, number, money and date formats, and reading what people type."""
