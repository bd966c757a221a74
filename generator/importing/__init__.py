"""Tables that offices publish become records: a mapping says what cells mean, and nothing is guessed in silence."""
