"""Page objects: how a person works each screen, said once."""
