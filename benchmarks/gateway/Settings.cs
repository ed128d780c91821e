using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>How long the comparison takes.</summary>
/// <param name="Rounds">How often every gateway gets its turn.</param>
/// <param name="Slice">How long one turn of one kind of load takes.</param>
internal sealed record Settings(int Rounds, TimeSpan Slice)
{
    /// <summary>Reads <c>--rounds N --seconds N</c>.</summary>
    public static Settings Parse(string[] args)
    {
        var settings = new Settings(3, TimeSpan.FromSeconds(4));
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var number = double.Parse(args[i + 1], CultureInfo.InvariantCulture);
            settings = args[i] switch
            {
                "--rounds" => settings with { Rounds = (int)number },
                "--seconds" => settings with { Slice = TimeSpan.FromSeconds(number) },
                var unknown => throw new ArgumentException($"there is no setting {unknown}: --rounds N, --seconds N"),
            };
        }

        return settings;
    }
}
