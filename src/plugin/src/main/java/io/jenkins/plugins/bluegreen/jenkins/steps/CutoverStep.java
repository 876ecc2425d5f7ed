package io.jenkins.plugins.bluegreen.jenkins.steps;

import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that moves traffic, or prepares that. */
public abstract class CutoverStep extends ClusterStep {
    /** See {@link Parameter#CUTOVER}. */
    public String getCutover() {
        return settings().getCutover();
    }

    /** Sets {@link #getCutover}. */
    @DataBoundSetter
    public void setCutover(String cutover) {
        settings().setCutover(cutover);
    }

    /** See {@link Parameter#READY_TIMEOUT}. */
    public String getReadyTimeout() {
        return settings().getReadyTimeout();
    }

    /** Sets {@link #getReadyTimeout}. */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        settings().setReadyTimeout(readyTimeout);
    }

    /** See {@link Parameter#STABLE}. */
    public String getStable() {
        return settings().getStable();
    }

    /** Sets {@link #getStable}. */
    @DataBoundSetter
    public void setStable(String stable) {
        settings().setStable(stable);
    }

    /** See {@link Parameter#UNSCHEDULABLE_GRACE}. */
    public String getUnschedulableGrace() {
        return settings().getUnschedulableGrace();
    }

    /** Sets {@link #getUnschedulableGrace}. */
    @DataBoundSetter
    public void setUnschedulableGrace(String unschedulableGrace) {
        settings().setUnschedulableGrace(unschedulableGrace);
    }

    /** See {@link Parameter#VERIFY}. */
    public String getVerify() {
        return settings().getVerify();
    }

    /** Sets {@link #getVerify}. */
    @DataBoundSetter
    public void setVerify(String verify) {
        settings().setVerify(verify);
    }

    /** See {@link Parameter#SETTLE}. */
    public String getSettle() {
        return settings().getSettle();
    }

    /** Sets {@link #getSettle}. */
    @DataBoundSetter
    public void setSettle(String settle) {
        settings().setSettle(settle);
    }

    /** See {@link Parameter#DRAIN}. */
    public String getDrain() {
        return settings().getDrain();
    }

    /** Sets {@link #getDrain}. */
    @DataBoundSetter
    public void setDrain(String drain) {
        settings().setDrain(drain);
    }

    /** See {@link Parameter#RETIRE}. */
    public String getRetire() {
        return settings().getRetire();
    }

    /** Sets {@link #getRetire}. */
    @DataBoundSetter
    public void setRetire(String retire) {
        settings().setRetire(retire);
    }

    /** See {@link Parameter#HISTORY}. */
    public int getHistory() {
        return Integer.parseInt(settings().getHistory());
    }

    /** Sets {@link #getHistory}. */
    @DataBoundSetter
    public void setHistory(int history) {
        settings().setHistory(String.valueOf(history));
    }

    /** See {@link Parameter#CONCURRENCY}. */
    public int getConcurrency() {
        return Integer.parseInt(settings().getConcurrency());
    }

    /** Sets {@link #getConcurrency}. */
    @DataBoundSetter
    public void setConcurrency(int concurrency) {
        settings().setConcurrency(String.valueOf(concurrency));
    }
}
