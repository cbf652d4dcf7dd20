// 组件库 · the only import of Element Plus. Pages take components from the kit by their own names.
import "element-plus/dist/index.css";

export {
  ElAlert, ElAnchor, ElAnchorLink, ElBadge, ElBreadcrumb, ElBreadcrumbItem, ElButton, ElButtonGroup, ElCard, ElCascader, ElCheckbox, ElCheckboxButton,
  ElCheckboxGroup, ElCol, ElCollapse, ElCollapseItem, ElConfigProvider, ElDatePicker, ElDescriptions, ElDescriptionsItem, ElDialog, ElDivider, ElDrawer,
  ElDropdown, ElDropdownItem, ElDropdownMenu, ElEmpty, ElForm, ElFormItem, ElIcon, ElImage, ElImageViewer, ElInput, ElInputNumber, ElLink, ElMenu,
  ElMenuItem, ElMenuItemGroup, ElMessage, ElMessageBox, ElNotification, ElOption, ElPagination, ElPopconfirm, ElPopover, ElProgress, ElRadio, ElRadioButton,
  ElRadioGroup, ElResult, ElRow, ElScrollbar, ElSegmented, ElSelect, ElSkeleton, ElSpace, ElStep, ElSteps, ElSubMenu, ElSwitch, ElTabPane, ElTable,
  ElTableColumn, ElTabs, ElTag, ElText, ElTimeline, ElTimelineItem, ElTooltip, ElTree, ElUpload, ElLoadingDirective as vLoading,
} from "element-plus";
export type { TabPaneName, CascaderProps, TableInstance, TreeInstance, InputInstance } from "element-plus";
export { default as zhCn } from "element-plus/es/locale/lang/zh-cn";
export {
  ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Bell, Check, Close, Delete, Document, Download, Edit, House, Loading, Lock, Operation, Paperclip, Picture,
  Plus, Printer, Refresh, Search, Setting, Upload, User, View, Warning, WarningFilled, CircleCheck, CircleClose, Clock, Remove,
} from "@element-plus/icons-vue";
