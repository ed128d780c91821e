using System.Globalization;
using System.Text;

namespace Routing.Quality.Measures;

/// <summary>How far probabilities keep what they promise: prompts in ten groups of about equal size, foretold against observed.</summary>
internal sealed class Reliability
{
    private const int Groups = 10;

    private readonly (double Foretold, double Observed, int Count)[] _groups;

    public Reliability(IReadOnlyList<double> foretold, IReadOnlyList<double> observed)
    {
        var order = Enumerable.Range(0, foretold.Count).OrderBy(i => foretold[i]).ToArray();
        _groups =
        [
            .. Enumerable.Range(0, Groups)
                .Select(group => order[(group * order.Length / Groups)..((group + 1) * order.Length / Groups)])
                .Where(members => members.Length > 0)
                .Select(members => (members.Average(i => foretold[i]), members.Average(i => observed[i]), members.Length)),
        ];
        Brier = foretold.Zip(observed, (f, o) => (f - o) * (f - o)).Average();
    }

    /// <summary>Mean distance between foretold and observed, each group by its size.</summary>
    public double Error => _groups.Sum(group => Math.Abs(group.Foretold - group.Observed) * group.Count) / _groups.Sum(group => group.Count);

    /// <summary>Mean squared error of the single probability.</summary>
    public double Brier { get; }

    public void Print(string name) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: calibration error {Error:0.000}, Brier {Brier:0.000}; foretold/observed {string.Join(" ", _groups.Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Foretold:0.00}/{group.Observed:0.00}")))}"));

    /// <summary>The groups as points over the diagonal that perfect probabilities lie on.</summary>
    public static string Plot(params (string Name, string Colour, Reliability Curve)[] curves)
    {
        const int Size = 320;
        const int Edge = 40;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Size + (2 * Edge)} {Size + (2 * Edge)}\" font-family=\"sans-serif\" font-size=\"12\">\n")
            .Append(CultureInfo.InvariantCulture, $"<rect x=\"{Edge}\" y=\"{Edge}\" width=\"{Size}\" height=\"{Size}\" fill=\"white\" stroke=\"#888\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<line x1=\"{Edge}\" y1=\"{Edge + Size}\" x2=\"{Edge + Size}\" y2=\"{Edge}\" stroke=\"#888\" stroke-dasharray=\"4\"/>\n")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"{Edge + (Size / 2)}\" y=\"{Size + (2 * Edge) - 8}\" text-anchor=\"middle\">foretold</text>\n")
            .Append(CultureInfo.InvariantCulture, $"<text x=\"14\" y=\"{Edge + (Size / 2)}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {Edge + (Size / 2)})\">observed</text>\n");
        for (var tick = 0; tick <= 4; tick++)
        {
            var share = tick / 4.0;
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share)}\" y=\"{Edge + Size + 16}\" text-anchor=\"middle\">{share}</text>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Edge - 6}\" y=\"{Y(share) + 4}\" text-anchor=\"end\">{share}</text>\n");
        }

        for (var i = 0; i < curves.Length; i++)
        {
            var (name, colour, curve) = curves[i];
            var points = curve._groups.Select(group => string.Create(CultureInfo.InvariantCulture, $"{X(group.Foretold)},{Y(group.Observed)}")).ToArray();
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
            foreach (var group in curve._groups)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{X(group.Foretold)}\" cy=\"{Y(group.Observed)}\" r=\"3\" fill=\"{colour}\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"\n<text x=\"{Edge + 10}\" y=\"{Edge + 18 + (16 * i)}\" fill=\"{colour}\">{name}</text>\n");
        }

        return svg.Append("</svg>\n").ToString();

        double X(double share) => Math.Round(Edge + (share * Size), 1);

        double Y(double share) => Math.Round(Edge + Size - (share * Size), 1);
    }
}
