"""What reports say was seized: derived from their columns, summed with denominators; pure."""
