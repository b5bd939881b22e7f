using GradAlign.TestGate;

// soak [REPETITIONS]: snapshots that nothing changed; changes: the table of docs/test-gate.md.
return args switch
{
    ["soak"] => await Soak.RunAsync(1000),
    ["soak", var repetitions] => await Soak.RunAsync(int.Parse(repetitions, System.Globalization.CultureInfo.InvariantCulture)),
    ["changes"] => await Changes.PrintAsync(),
    _ => throw new ArgumentException("soak [REPETITIONS] or changes"),
};
