"""The page of training data: batches, clips and pictures, captions, segments."""
