"""Tags of the training's templates."""
