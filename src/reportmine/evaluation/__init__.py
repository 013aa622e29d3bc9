"""How right the output is: scores against gold labels, floors that must not sink, speed."""
