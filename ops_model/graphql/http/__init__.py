"""What both APIs share: the view, what it reads and refuses, how it executes and how it answers."""
