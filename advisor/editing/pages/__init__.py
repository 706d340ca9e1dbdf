"""The pages of the admin in which staff edit, check and publish the rule base."""
