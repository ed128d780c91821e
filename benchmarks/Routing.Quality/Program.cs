using Routing.Quality.Commands;

const string Usage = """
    Measures and trains the classifier that judges prompts. Commands:
      score --input PROMPTS.csv[.gz] --output SCORES.csv            order prompts by how much a strong model helps (columns id, prompt)
      capabilities --input FILE.jsonl --output OUT.jsonl            say what each prompt asks for
      calibrate --strong-share 0.3 --input PROMPTS.csv[.gz]         the score above which that share of your prompts lies
      train --data FOLDER [--output FILE]                           train on the labelled prompts of a folder
      report --data FOLDER [--plot FILE.svg] [--probes FILE.jsonl]  measure on what was left out of training
             [--only order|calibration|long|capabilities] [--scores FOLDER]
    """;

if (args.Length == 0 || args.Contains("--help"))
{
    Console.WriteLine(Usage);
    return args.Length == 0 ? 2 : 0;
}

try
{
    var arguments = new Arguments(args[1..]);
    switch (args[0])
    {
        case "score":
            ScoreCommand.Run(arguments);
            break;
        case "capabilities":
            CapabilitiesCommand.Run(arguments);
            break;
        case "calibrate":
            CalibrateCommand.Run(arguments);
            break;
        case "train":
            TrainCommand.Run(arguments);
            break;
        case "report":
            ReportCommand.Run(arguments);
            break;
        default:
            throw new UsageException($"there is no command {args[0]}");
    }

    return 0;
}
catch (Exception e) when (e is UsageException or InvalidDataException or IOException)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(Usage);
    return 2;
}
