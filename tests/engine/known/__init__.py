"""Plans whose best answer is known beforehand: from textbooks, by hand, or by trying every plan."""
