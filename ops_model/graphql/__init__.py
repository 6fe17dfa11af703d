"""The APIs: what they share in http/, and one schema a room."""
