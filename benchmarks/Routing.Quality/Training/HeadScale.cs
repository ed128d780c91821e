namespace Routing.Quality.Training;

/// <summary>What makes a head's predictions comparable with those of others: their mean and spread on prompts it was not trained on.</summary>
internal readonly record struct HeadScale(double Mean, double Spread)
{
    public static HeadScale Of(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return new(mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
