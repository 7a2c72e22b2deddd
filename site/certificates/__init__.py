"""Credit schemes, credits and certificates; knows neither conference nor training."""
