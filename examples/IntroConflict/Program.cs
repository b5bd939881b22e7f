using System.Globalization;
using GradAlign.Testing;
using IntroConflict;

// Where the samples' gradients cancel, a step gets nowhere; this shows before any training, in the conflict score.
const int Steps = 10;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var batch = ModelBatch.From(Clusters.Batch, Clusters.Classes, Clusters.Features);
var conflicting = await ArchitectureAssert.ScoreAsync(() => Networks.Conflicting(), batch);
var agreeing = await ArchitectureAssert.ScoreAsync(() => Networks.Agreeing(), batch);
Console.WriteLine($"conflict   conflicting {conflicting.Conflict:0.000}   agreeing {agreeing.Conflict:0.000}");

var (slow, fast) = (FirstSteps.Losses(Networks.Conflicting, Steps), FirstSteps.Losses(Networks.Agreeing, Steps));
for (var step = 0; step <= Steps; step++) Console.WriteLine($"loss {step,5} conflicting {slow[step]:0.000}   agreeing {fast[step]:0.000}");

var path = args.FirstOrDefault() ?? "first-steps.svg";
File.WriteAllText(path, Drawing.Svg(($"conflict {conflicting.Conflict:0.00}", slow), ($"conflict {agreeing.Conflict:0.00}", fast)));
Console.WriteLine($"drawn in {path}");
