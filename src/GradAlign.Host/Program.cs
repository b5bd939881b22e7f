using GradAlign.Host;

// GradAlign.Host REQUEST EVENTS: scores the models of a request; what it has to say goes into the events file, for stdout belongs to the user's code.
if (args is not [var request, var events])
{
    Console.Error.WriteLine("GradAlign.Host is started by gradalign; run 'gradalign score --help'.");
    return 5;
}

if (NativePreload.Run() is { } problem)
{
    FailureEvent.Write(events, "GA0001", problem);
    return 6;
}

// A thread that a model left running must not keep the process.
Environment.Exit(ToolContext.RunWorker(request, events));
return 0;
