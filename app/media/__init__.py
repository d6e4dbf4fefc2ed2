"""Files and pixels: what a file is, what it looks like small, how it was made. No Qt, no database.

Plain functions that take paths and return picklable values, so that a worker process can run them; the heavy
decoders (Pillow, libvips, FFmpeg) are imported inside the functions that need them.
"""
