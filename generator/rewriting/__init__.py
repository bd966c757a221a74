"""Records written anew: in the one order and style, and in the format of this program's version."""
