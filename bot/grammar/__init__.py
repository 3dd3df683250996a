"""What people can say: the table of commands, read by the chats and the command line."""
