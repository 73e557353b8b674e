"""What is typed in a long form is kept until it is saved, and the page says who else has it open."""
