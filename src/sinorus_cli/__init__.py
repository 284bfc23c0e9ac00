"""sinorus: the history between China and Russia, looked up offline."""
