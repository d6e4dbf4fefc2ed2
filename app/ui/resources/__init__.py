"""The page of LoRAs and other model files."""
